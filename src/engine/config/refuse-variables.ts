import { configMessages } from '../../domain/messages/config.ts';
import { configError, type YamlSource } from './read-yaml.ts';

/** Somebody who writes `${NAME}` expects it to be expanded; nothing here or in kustomize does. Throws CONFIG_INVALID. */
export function refuseVariables(source: YamlSource, file: string): void {
  visit(source.value, [], (text, path) => {
    const variable = /\$\{[^}]{0,100}\}/.exec(text)?.[0];
    if (variable !== undefined)
      throw configError(file, source.lineOf(path), configMessages.unexpandedVariable(variable));
  });
}

function visit(
  value: unknown,
  path: readonly PropertyKey[],
  onText: (text: string, path: readonly PropertyKey[]) => void,
): void {
  if (typeof value === 'string') onText(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    visit(child, [...path, Array.isArray(value) ? Number(key) : key], onText);
}
