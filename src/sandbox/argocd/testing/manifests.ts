/** A Deployment of one container; `more` is YAML below it. */
export const deployment = (image = 'shop/web:v1', more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ${image}
          ports: [{ containerPort: 8080 }]
          resources: { limits: { cpu: 0.5, memory: 128Mi } }
${more}`;
const service = `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
export const kustomization = (...resources: string[]) => `resources: [${resources.join(', ')}]\n`;
/** A service as a lounge keeps it: the files of one folder. */
export const web = (image?: string) => ({
  'web/kustomization.yaml': kustomization('deployment.yaml', 'service.yaml'),
  'web/deployment.yaml': deployment(image),
  'web/service.yaml': service,
});
