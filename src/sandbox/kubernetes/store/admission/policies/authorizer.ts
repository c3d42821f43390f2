/** The `authorizer` of Kubernetes' CEL. Whoever has a token may do everything in the sandbox, so every check is allowed. */
export class Authorizer {}
export class GroupCheck {}
export class ResourceCheck {}
export class Decision {}

interface Registering {
  registerType(name: string, type: new () => object): unknown;
  registerFunction(signature: string, handler: () => unknown): unknown;
}

const PREFIX = 'kubernetes.authorization';

/** `authorizer.group(g).resource(r)[.subresource(s)][.namespace(n)][.name(m)].check(verb).allowed()`. */
export function registerAuthorizer(environment: Registering): void {
  for (const type of [Authorizer, GroupCheck, ResourceCheck, Decision])
    environment.registerType(`${PREFIX}.${type.name}`, type);
  const method = (on: string, name: string, parameters: string, result: string, make: () => unknown) =>
    environment.registerFunction(`${PREFIX}.${on}.${name}(${parameters}): ${result}`, make);
  method('Authorizer', 'group', 'string', `${PREFIX}.GroupCheck`, () => new GroupCheck());
  method('GroupCheck', 'resource', 'string', `${PREFIX}.ResourceCheck`, () => new ResourceCheck());
  for (const name of ['subresource', 'namespace', 'name'])
    method('ResourceCheck', name, 'string', `${PREFIX}.ResourceCheck`, () => new ResourceCheck());
  method('ResourceCheck', 'check', 'string', `${PREFIX}.Decision`, () => new Decision());
  method('Decision', 'allowed', '', 'bool', () => true);
  method('Decision', 'errored', '', 'bool', () => false);
  method('Decision', 'reason', '', 'string', () => '');
}
