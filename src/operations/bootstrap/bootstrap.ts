import { stringify } from 'yaml';
import { bootstrapParts } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { withoutSecretValues } from '../../engine/manifest/bootstrap/object-differences.ts';
import { environmentsOn, usedEngines } from '../../engine/manifest/generate/engine-namespaces.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { chooseEnvironment } from '../read-service.ts';
import { installOn, planOn } from './install.ts';
import { printedMaterial } from './material.ts';
import type { BootstrapInput, BootstrapOutput, EngineOutcome } from './operation.ts';
import { removeFrom } from './remove.ts';

/** Makes lounges of bare clusters, one engine after the other; or shows, prints or takes away what that needs. */
export async function bootstrap(context: Context, input: BootstrapInput): Promise<BootstrapOutput> {
  const lounge = await context.lounge();
  const engines = chosenEngines(lounge, input.environment);
  if (input.print) return { mode: 'print', engines: [], yaml: await printedYaml(lounge, engines) };
  const outcomes: EngineOutcome[] = [];
  for (const name of engines) outcomes.push(await treat(context, lounge, await openEngine(lounge, name), input));
  return { mode: input.remove ? 'remove' : input.dryRun ? 'dry-run' : 'install', engines: outcomes };
}

async function treat(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  { remove, dryRun, withServices }: BootstrapInput,
): Promise<EngineOutcome> {
  if (remove) return await removeFrom(context, lounge, engine, { dryRun, withServices });
  return dryRun ? await planOn(context, lounge, engine) : await installOn(context, lounge, engine);
}

/** The engine of an environment, else every engine. Throws ENVIRONMENT_UNKNOWN. */
export function chosenEngines(lounge: Lounge, environment: string | undefined): readonly string[] {
  if (environment === undefined) return usedEngines(lounge.config);
  return [lounge.config.environments[chooseEnvironment(lounge, environment)]?.engine ?? ''];
}

export async function openEngine(lounge: Lounge, name: string): Promise<Engine> {
  const [environment = ''] = environmentsOn(lounge.config, name);
  return await lounge.engine(environment);
}

/** For a platform owner who applies it himself: kubectl apply --server-side -f. */
async function printedYaml(lounge: Lounge, engines: readonly string[]): Promise<string> {
  const material = await printedMaterial(lounge);
  return engines
    .flatMap((engine) =>
      bootstrapParts(lounge.config, engine, material).flatMap(({ name, objects }) =>
        objects.map((object) => {
          const note =
            object.kind === 'Secret'
              ? '# A Secret: put the value in yourself, never into git. Placeholders: <key>.\n'
              : '';
          return `# engine ${engine}, ${name}\n${note}${stringify(withoutSecretValues(object), { lineWidth: 0 })}`;
        }),
      ),
    )
    .join('---\n');
}
