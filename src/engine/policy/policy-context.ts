import { LAYOUT, parseOverlayFolder } from '../manifest/layout.ts';
import { readField, textOf } from '../manifest/read-field.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import type { PolicyFile, PolicySnapshot } from './snapshot.ts';
import { parseSourceYaml, type SourceDocument, type SourceYaml } from './source-yaml.ts';

export interface LocatedDocument {
  readonly path: string;
  readonly document: SourceDocument;
}

/** What rules ask about the tree; parsed once, when first asked for. */
export interface PolicyContext {
  readonly config: LoungeConfig;
  readonly snapshot: PolicySnapshot;
  readonly file: (path: string) => PolicyFile | undefined;
  /** The parsed YAML of a file; empty where it is not there or not text. */
  readonly yaml: (path: string) => SourceYaml;
  /** Documents of this kind below `folder`. */
  readonly documentsOfKind: (kind: string, folder: string) => readonly LocatedDocument[];
  /** Files below a folder. */
  readonly below: (folder: string) => readonly PolicyFile[];
  /** Names of the folders in apps/ and app-of-apps/overlays/. */
  readonly services: { readonly sources: ReadonlySet<string>; readonly manifests: ReadonlySet<string> };
  /** Whether an Application is rendered from this overlay folder: only then its image must be pinned. */
  readonly isReleased: (overlay: string) => boolean;
  /** Whether the change touches the path; true where everything is judged. */
  readonly isChanged: (path: string) => boolean;
}

const NOTHING: SourceYaml = { documents: [], problems: [] };

export function createPolicyContext(snapshot: PolicySnapshot): PolicyContext {
  const files = new Map(snapshot.files.map((file) => [file.path, file]));
  const parsed = new Map<string, SourceYaml>();
  const changed = snapshot.changed === undefined ? undefined : new Set(snapshot.changed);
  const yaml = (path: string): SourceYaml => {
    const known = parsed.get(path);
    if (known) return known;
    const text = files.get(path)?.text;
    const result = text === undefined ? NOTHING : parseSourceYaml(text);
    parsed.set(path, result);
    return result;
  };
  const below = (folder: string) => snapshot.files.filter(({ path }) => path.startsWith(`${folder}/`));
  const documentsOfKind = (kind: string, folder: string) =>
    below(folder)
      .filter(({ path }) => isYamlPath(path))
      .flatMap(({ path }) => yaml(path).documents.map((document) => ({ path, document })))
      .filter(({ document }) => document.kind === kind);
  let released: ReadonlySet<string> | undefined;
  return {
    config: snapshot.config,
    snapshot,
    file: (path) => files.get(path),
    yaml,
    below,
    documentsOfKind,
    services: { sources: foldersIn(snapshot, LAYOUT.apps), manifests: foldersIn(snapshot, LAYOUT.overlays) },
    isReleased: (overlay) => {
      released ??= sourcePaths(documentsOfKind('Application', 'app-of-apps'));
      return released.has(overlay) || parseOverlayFolder(overlay) === undefined;
    },
    isChanged: (path) => changed === undefined || changed.has(path),
  };
}

export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

export function isDockerfilePath(path: string): boolean {
  return /(^|\/)(Dockerfile|Dockerfile\.[\w-]+|[\w-]+\.Dockerfile)$/.test(path);
}

export function isKustomizationPath(path: string): boolean {
  return /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path);
}

/** The folder of a path; empty for the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function foldersIn(snapshot: PolicySnapshot, parent: string): ReadonlySet<string> {
  const names = snapshot.files.flatMap(({ path }) => {
    const rest = path.startsWith(`${parent}/`) ? path.slice(parent.length + 1) : '';
    return rest.includes('/') ? [rest.slice(0, rest.indexOf('/'))] : [];
  });
  return new Set(names);
}

function sourcePaths(applications: readonly LocatedDocument[]): ReadonlySet<string> {
  return new Set(
    applications.flatMap(({ document }) => textOf(readField(document.value, ['spec', 'source', 'path'])) ?? []),
  );
}
