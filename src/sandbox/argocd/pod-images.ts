import { z } from 'zod';
import type { KubernetesObject } from '../kubernetes/store/object-store.ts';

const Containers = z.array(z.object({ image: z.string().catch('') })).catch([]);
const PodSpec = z
  .object({ containers: Containers, initContainers: Containers })
  .catch({ containers: [], initContainers: [] });
const Nested = z.object({ template: z.object({ spec: PodSpec }) });
const CronSpec = z.object({ jobTemplate: z.object({ spec: Nested }) });

/** The images of a pod, or of the template of a workload; none for other kinds. */
export function podImages({ kind, spec }: KubernetesObject): string[] {
  const podSpec =
    kind === 'Pod'
      ? PodSpec.parse(spec ?? {})
      : (Nested.safeParse(spec).data ?? CronSpec.safeParse(spec).data?.jobTemplate.spec)?.template.spec;
  const images = [...(podSpec?.initContainers ?? []), ...(podSpec?.containers ?? [])].map(({ image }) => image);
  return [...new Set(images.filter((image) => image !== ''))];
}
