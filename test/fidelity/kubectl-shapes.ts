import { NAMESPACE, type FidelityLounge } from './fidelity-lounge.ts';

/** What people look at, and how much of it must be the same. */
export const kubectlLooks: Readonly<Record<string, readonly string[]>> = {
  'get pods': ['get', 'pods', '-n', NAMESPACE],
  'get pods -o wide': ['get', 'pods', '-n', NAMESPACE, '-o', 'wide'],
  'get deployments': ['get', 'deployments', '-n', NAMESPACE],
  'get replicasets': ['get', 'replicasets', '-n', NAMESPACE],
  'get services': ['get', 'services', '-n', NAMESPACE],
  'get endpointslices': ['get', 'endpointslices', '-n', NAMESPACE],
  'get events': ['get', 'events', '-n', NAMESPACE],
  'get applications': ['get', 'applications', '-n', 'argocd'],
  'describe deployment': ['describe', 'deployment', 'hello', '-n', NAMESPACE],
  'describe pod': ['describe', 'pods', '-l', 'app=hello', '-n', NAMESPACE],
  'describe service': ['describe', 'service', 'hello', '-n', NAMESPACE],
  'describe application': ['describe', 'application', 'hello', '-n', 'argocd'],
};

/** Columns of a `get`, sections of a `describe`, by the command. */
export async function kubectlShapes(lounge: FidelityLounge): Promise<Readonly<Record<string, readonly string[]>>> {
  const shapes: Record<string, readonly string[]> = {};
  for (const [name, args] of Object.entries(kubectlLooks)) {
    const text = await lounge.kubectl(args);
    shapes[name] = name.startsWith('get') ? columns(text) : sections(text);
  }
  return shapes;
}

/** `Kind reason` of every event of the namespace, sorted. */
export async function eventReasons({ kubectl }: FidelityLounge): Promise<readonly string[]> {
  const { items } = JSON.parse(await kubectl(['get', 'events', '-n', NAMESPACE, '-o', 'json'])) as {
    items: readonly { readonly reason?: string; readonly involvedObject?: { readonly kind?: string } }[];
  };
  return [...new Set(items.map(({ reason, involvedObject }) => `${involvedObject?.kind} ${reason}`))].toSorted();
}

function columns(text: string): readonly string[] {
  const [head = ''] = text.split('\n');
  return head.trim().split(/\s{2,}/);
}

function sections(text: string): readonly string[] {
  const names = text.split('\n').flatMap((line) => /^([A-Z][\w -]*):/.exec(line)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}
