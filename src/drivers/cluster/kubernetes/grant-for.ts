/** https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go */
const FORBIDDEN =
  /User "([^"]+)" cannot ([a-z]+) resource "([^"]+)" in API group "([^"]*)" (?:in the namespace "([^"]+)"|at the cluster scope)/;

/** The YAML that grants what an API server refused, from its own words; nothing where it says it otherwise. */
export async function grantFor(message: string): Promise<string> {
  const [, username, verb, resource, group, namespace] = FORBIDDEN.exec(message) ?? [];
  if (username === undefined || verb === undefined || resource === undefined || group === undefined) return '';
  const { grantingManifest } = await import('../../../domain/granting-manifest.ts');
  const name = `lounge-${verb}-${resource.replaceAll('/', '-')}`;
  return grantingManifest(username, [{ verb, group, resource, namespace }], { name, namespaces: [] });
}
