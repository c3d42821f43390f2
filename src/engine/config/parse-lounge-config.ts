import { LoungeConfig, namespaceOf } from '../../domain/lounge-config.ts';
import { configMessages } from '../../domain/messages/config.ts';
import { parseWithSchema } from './parse-with-schema.ts';
import { configError, type YamlSource } from './read-yaml.ts';
import { refuseVariables } from './refuse-variables.ts';

/** `lounge.yaml` as a noun. Throws CONFIG_INVALID with the file and the line of the first mistake. */
export function parseLoungeConfig(text: string, file = 'lounge.yaml'): LoungeConfig {
  const { value, source } = parseWithSchema(LoungeConfig, text, file);
  refuseVariables(source, file);
  refuseUnknownEngines(value, source, file);
  refuseSharedNamespaces(value, source, file);
  return value;
}

function refuseUnknownEngines(config: LoungeConfig, source: YamlSource, file: string): void {
  const environments = Object.entries(config.environments);
  if (environments.length === 0) throw configError(file, source.lineOf(['environments']), configMessages.noEnvironment);
  for (const [name, { engine }] of environments) {
    if (Object.hasOwn(config.engines, engine)) continue;
    const line = source.lineOf(['environments', name, 'engine']);
    throw configError(file, line, configMessages.unknownEngine(name, engine, Object.keys(config.engines)));
  }
}

/** Two environments of one service have the same names: in one namespace they would overwrite each other. */
function refuseSharedNamespaces(config: LoungeConfig, source: YamlSource, file: string): void {
  const taken = new Map<string, string>();
  for (const [name, { engine }] of Object.entries(config.environments)) {
    const place = `${engine}/${namespaceOf(config, name)}`;
    const other = taken.get(place);
    if (other !== undefined) {
      const line = source.lineOf(['environments', name]);
      throw configError(file, line, configMessages.sharedNamespace(name, other, namespaceOf(config, name)));
    }
    taken.set(place, name);
  }
}
