import type { Context, Lounge } from '../../context.ts';
import { readService, serviceNames } from '../../read-service.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

/** Which declared variables have a value in `.env`; no value is shown. */
export async function secretEvidence({ language }: Context, lounge: Lounge): Promise<Look> {
  const values = await lounge.environmentValues();
  const [environment = ''] = Object.keys(lounge.config.environments);
  const specs = await Promise.all((await serviceNames(lounge)).map(async (name) => await readService(lounge, name)));
  const declaring = specs.filter(({ secrets }) => Object.keys(secrets).length > 0);
  if (declaring.length === 0) return { evidence: [{ what: 'secrets', found: say(language, 'noSecrets') }] };
  const rows = declaring.map(({ name, secrets }) => {
    const names = Object.values(secrets).flat();
    return { service: name, names, missing: names.filter((variable) => (values.get(variable) ?? '') === '') };
  });
  const bad = rows.find(({ missing }) => missing.length > 0);
  return {
    evidence: rows.map(({ service, names, missing }) => ({
      what: service,
      found:
        missing.length === 0
          ? say(language, 'secretGood', { names })
          : say(language, 'secretMissing', { names: missing }),
    })),
    met: bad === undefined ? undefined : { service: bad.service, environment },
  };
}
