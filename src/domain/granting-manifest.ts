import { stringify } from 'yaml';

/** A permission that an identity lacks. */
export interface LackingPermission {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
}

const RBAC = 'rbac.authorization.k8s.io';

/**
 * What gives an identity the permissions that it lacks, as YAML: a Role for each namespace, a ClusterRole for the rest.
 * `name` is that of the roles; a Role needs its namespace: those of `namespaces` are made where they are not there yet.
 */
export function grantingManifest(
  username: string,
  lacking: readonly LackingPermission[],
  { name, namespaces }: { readonly name: string; readonly namespaces: readonly string[] },
): string {
  const places = [...new Set(lacking.map(({ namespace }) => namespace))];
  const made = places.filter((place) => place !== undefined && namespaces.includes(place));
  const grants = places.flatMap((namespace) => {
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    return [
      {
        apiVersion: `${RBAC}/v1`,
        kind,
        metadata,
        rules: rulesOf(lacking.filter((permission) => permission.namespace === namespace)),
      },
      {
        apiVersion: `${RBAC}/v1`,
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: RBAC, kind, name },
        subjects: [subjectOf(username)],
      },
    ];
  });
  const spaces = made.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return [...spaces, ...grants].map((object) => stringify(object)).join('---\n');
}

function rulesOf(lacking: readonly LackingPermission[]): readonly object[] {
  const resources = [...new Set(lacking.map(({ group, resource }) => `${group}/${resource}`))];
  return resources.map((key) => {
    const same = lacking.filter(({ group, resource }) => `${group}/${resource}` === key);
    const [group = '', ...resource] = key.split('/');
    return {
      apiGroups: [group],
      resources: [resource.join('/')],
      verbs: [...new Set(same.map(({ verb }) => verb))].toSorted(),
    };
  });
}

function subjectOf(username: string): object {
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username);
  return account === null
    ? { apiGroup: RBAC, kind: 'User', name: username }
    : { kind: 'ServiceAccount', namespace: account[1], name: account[2] };
}
