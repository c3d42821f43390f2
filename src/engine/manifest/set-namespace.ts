import { parseDocument } from 'yaml';

/** The kustomization with another namespace. Only for throw-away commits: it may re-format. */
export function setNamespace(text: string, namespace: string): string {
  const document = parseDocument(text);
  document.set('namespace', namespace);
  return document.toString();
}
