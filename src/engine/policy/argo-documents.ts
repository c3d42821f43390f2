import { LAYOUT, ROOT_APPLICATION } from '../manifest/layout.ts';
import type { LocatedDocument, PolicyContext } from './policy-context.ts';

/** The Applications of services: everything but the generated root-app. */
export function serviceApplications(context: PolicyContext): readonly LocatedDocument[] {
  return context
    .documentsOfKind('Application', 'app-of-apps')
    .filter(({ path, document }) => !(isRootPath(path) && document.name === ROOT_APPLICATION));
}

export function allApplications(context: PolicyContext): readonly LocatedDocument[] {
  return context.documentsOfKind('Application', 'app-of-apps');
}

function isRootPath(path: string): boolean {
  return path === LAYOUT.rootApp || (path.startsWith(`${LAYOUT.engines}/`) && path.endsWith('/root-apps.yaml'));
}
