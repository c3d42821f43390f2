import type { Context, Lounge } from '../../context.ts';
import { readService, serviceNames } from '../../read-service.ts';
import type { Evidence } from '../operation.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

const MOST = 5;
const PATIENCE_MS = 5000;

/** What answers under the public names, as a visitor sees it, and whether the tunnel has a token. */
export async function publicEvidence(context: Context, lounge: Lounge): Promise<Look> {
  const { language } = context;
  const specs = await Promise.all((await serviceNames(lounge)).map(async (name) => await readService(lounge, name)));
  const exposed = specs.filter((spec) => spec.exposed).slice(0, MOST);
  const token = (await lounge.environmentValues()).get('CF_TUNNEL') ?? '';
  const asked = await Promise.all(
    exposed.map(async ({ name, health }): Promise<Evidence> => {
      const url = `https://${name}.${lounge.config.domain}${health.path}`;
      const answer = await context.web.get(url, { timeoutMs: PATIENCE_MS, signal: context.signal });
      return { what: url, found: 'error' in answer ? answer.error : say(language, 'answers', answer) };
    }),
  );
  const none = exposed.length === 0 ? [{ what: 'names', found: say(language, 'notExposed') }] : [];
  const [environment = ''] = Object.keys(lounge.config.environments);
  const [first] = exposed;
  return {
    evidence: [...asked, ...none, { what: 'tunnel', found: say(language, token === '' ? 'noToken' : 'token') }],
    met: first === undefined ? undefined : { service: first.name, environment },
  };
}
