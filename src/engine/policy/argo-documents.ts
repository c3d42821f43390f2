import { ROOT_APPLICATION, LAYOUT } from '../manifest/layout.ts';
import type { LocatedDocument, PolicyContext } from './policy-context.ts';

/** The Applications of services: everything but the generated root-app. */
export function serviceApplications(context: PolicyContext): readonly LocatedDocument[] {
  return context
    .documentsOfKind('Application', 'app-of-apps')
    .filter(({ path, document }) => !(path === LAYOUT.rootApp && document.name === ROOT_APPLICATION));
}

export function allApplications(context: PolicyContext): readonly LocatedDocument[] {
  return context.documentsOfKind('Application', 'app-of-apps');
}
