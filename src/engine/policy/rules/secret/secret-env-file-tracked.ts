import { defineRule } from '../../rule.ts';

const SECRET_FILE =
  /(^|\/)(\.env(\.[^/]*)?|[^/]*\.(pem|p12|pfx|jks|keystore)|[^/]*\.key|id_(rsa|dsa|ecdsa|ed25519)|kubeconfig|[^/]*\.kubeconfig|\.netrc|\.pgpass|\.docker\/config\.json|\.kube\/config)$/;
const EXAMPLE = /\.(example|sample|template)$/;

export const secretEnvFileTracked = defineRule({
  id: 'secret-env-file-tracked',
  group: 'secret',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot }) =>
    snapshot.files
      .filter(({ path }) => SECRET_FILE.test(path) && !EXAMPLE.test(path))
      .map(({ path }) => ({ place: { file: path }, parameters: { path } })),
});
