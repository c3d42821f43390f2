import { z } from 'zod';
import { Metadata, own } from './metadata.ts';

const PortName = z.string().nullish();

const ServiceShape = z.object({
  metadata: Metadata,
  spec: z
    .object({
      selector: z.record(z.string(), z.string()).nullish(),
      ports: z.array(z.object({ name: PortName, port: z.number() })).nullish(),
    })
    .nullish(),
});

export interface Service {
  readonly metadata: Metadata;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
}

export function readService(object: unknown): Service | undefined {
  const parsed = ServiceShape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, spec } = parsed.data;
  const ports = (spec?.ports ?? []).map((port) => ({ name: port.name ?? '', port: port.port }));
  return { metadata, selector: spec?.selector ?? {}, ports };
}

const SliceShape = z.object({
  metadata: Metadata,
  endpoints: z
    .array(
      z.object({
        conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
        targetRef: z.object({ kind: z.string().nullish(), uid: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  ports: z.array(z.object({ name: PortName, port: z.number().nullish() })).nullish(),
});

export interface EndpointSlice {
  readonly metadata: Metadata;
  readonly service?: string;
  readonly readyPods: readonly string[];
  /** Names of the ports that have a number; none when a named target port is unknown. */
  readonly ports: readonly string[];
}

export function readEndpointSlice(object: unknown): EndpointSlice | undefined {
  const parsed = SliceShape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, endpoints, ports } = parsed.data;
  const ready = (endpoints ?? []).filter((one) => one.conditions?.ready === true && one.targetRef?.kind === 'Pod');
  return {
    metadata,
    service: own(metadata.labels, 'kubernetes.io/service-name'),
    readyPods: ready.map((one) => one.targetRef?.uid ?? ''),
    ports: (ports ?? []).filter((port) => typeof port.port === 'number').map((port) => port.name ?? ''),
  };
}
