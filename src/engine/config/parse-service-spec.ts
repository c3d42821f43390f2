import { configMessages } from '../../domain/messages/config.ts';
import { ServiceSpec } from '../../domain/service-spec.ts';
import { parseWithSchema } from './parse-with-schema.ts';
import { configError } from './read-yaml.ts';
import { refuseVariables } from './refuse-variables.ts';

export interface ServiceSpecOptions {
  /** The folder below `apps/`: the name in the file must be the same. */
  readonly service?: string;
}

/** `apps/<service>/service.yaml` as a noun. Throws CONFIG_INVALID with the file and the line of the first mistake. */
export function parseServiceSpec(text: string, file: string, options: ServiceSpecOptions = {}): ServiceSpec {
  const { value, source } = parseWithSchema(ServiceSpec, text, file);
  refuseVariables(source, file);
  if (options.service !== undefined && value.name !== options.service) {
    throw configError(file, source.lineOf(['name']), configMessages.wrongServiceName(value.name, options.service));
  }
  for (const [secret, variables] of Object.entries(value.secrets)) {
    const twice = variables.findIndex((variable, index) => variables.indexOf(variable) !== index);
    if (twice < 0) continue;
    throw configError(
      file,
      source.lineOf(['secrets', secret, twice]),
      configMessages.variableInTwoSecrets(variables[twice] ?? ''),
    );
  }
  return value;
}
