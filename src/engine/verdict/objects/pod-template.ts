import { z } from 'zod';

const Container = z.object({ name: z.string(), image: z.string().nullish(), restartPolicy: z.string().nullish() });

export const PodSpec = z.object({
  containers: z.array(Container).nullish(),
  initContainers: z.array(Container).nullish(),
});
export type PodSpec = z.infer<typeof PodSpec>;

export const PodTemplate = z.object({ spec: PodSpec.nullish() });

/** The images of every container of a template, init containers included. */
export function imagesOf(spec: PodSpec | null | undefined): readonly string[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => container.image ?? '');
}
