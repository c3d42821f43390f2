import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { ServiceSpec } from '../../../../domain/service-spec.ts';
import { parseOverlayFolder, servicePaths } from '../../../manifest/layout.ts';
import { containersOf } from '../../../manifest/pod-spec.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule, type RenderedItem } from '../../rule.ts';
import type { FieldPath, SourceYaml } from '../../source-yaml.ts';

interface Mismatch {
  readonly path: FieldPath;
  readonly problem: LocalizedText;
}

/** What service.yaml says is what a release is judged by; a manifest that says otherwise makes the verdict about something else. */
export const serviceSpecMismatch = defineRule({
  id: 'service-spec-mismatch',
  group: 'schema',
  severity: 'warning',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, { yaml }) => {
    const service = parseOverlayFolder(overlay)?.service ?? '';
    const { spec: file, base } = servicePaths(service);
    const spec = ServiceSpec.safeParse(yaml(file).documents[0]?.value).data;
    if (spec === undefined || object.metadata.name !== service) return [];
    return mismatchesOf(object, spec).flatMap(({ path, problem }) => {
      const found = place(path);
      // An environment may have more replicas than the others: its overlay says so on purpose.
      if (path.at(-1) === 'replicas' && !isOfBase(object, base, found.file, yaml(found.file))) return [];
      return [{ place: found, parameters: { object: objectName(object), problem, file }, key: path.join('.') }];
    });
  },
});

/** A `replicas:` of the overlay leaves no trace of itself in the render: the base then says another number. */
function isOfBase(object: RenderedItem['object'], base: string, file: string, source: SourceYaml): boolean {
  const replicas = (value: unknown) => readField(value, ['spec', 'replicas']);
  return (
    file.startsWith(`${base}/`) &&
    source.documents.some(({ kind, value }) => kind === object.kind && replicas(value) === replicas(object))
  );
}

function mismatchesOf(object: RenderedItem['object'], spec: ServiceSpec): readonly Mismatch[] {
  if (object.kind === 'Service') return servicePort(object, spec);
  if (object.kind !== spec.kind) return [];
  return [...replicas(object, spec), ...containerPort(object, spec)];
}

function replicas(object: RenderedItem['object'], spec: ServiceSpec): readonly Mismatch[] {
  const found = readField(object, ['spec', 'replicas']) ?? 1;
  const keepsPods = spec.kind === 'Deployment' || spec.kind === 'StatefulSet';
  if (!keepsPods || found === spec.replicas) return [];
  return [{ path: ['spec', 'replicas'], problem: differs('replicas', found, spec.replicas) }];
}

/** Containers may leave their ports out; one that names others than the declared one is what is wrong. */
function containerPort(object: RenderedItem['object'], spec: ServiceSpec): readonly Mismatch[] {
  const containers = containersOf(object).filter(({ role }) => role === 'main');
  const ports = containers.flatMap(({ path, value }) =>
    listOf(value['ports']).map((port, index) => ({
      path: [...path, 'ports', index, 'containerPort'],
      number: readField(port, ['containerPort']),
    })),
  );
  const [first] = ports;
  if (first === undefined || ports.some(({ number }) => number === spec.port)) return [];
  return [{ path: first.path, problem: differs('port', first.number, spec.port) }];
}

function servicePort(object: RenderedItem['object'], spec: ServiceSpec): readonly Mismatch[] {
  const numbers = listOf(readField(object, ['spec', 'ports'])).map((port) => readField(port, ['port']));
  if (numbers.length === 0 || numbers.includes(spec.servicePort)) return [];
  return [{ path: ['spec', 'ports', 0, 'port'], problem: differs('servicePort', numbers[0], spec.servicePort) }];
}

function differs(field: string, found: unknown, declared: number): LocalizedText {
  return {
    en: `it has ${field} ${String(found)}, service.yaml says ${declared}`,
    ko: `${field}가 ${String(found)}이지만 service.yaml은 ${declared}입니다`,
  };
}
