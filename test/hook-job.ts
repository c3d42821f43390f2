/** A Job of the image hello that Argo CD runs as a hook of the sync, once; `command` is YAML. */
export function hookJob(command: string): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: hello-migrate
  annotations:
    argocd.argoproj.io/hook: Sync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
spec:
  backoffLimit: 0
  template:
    metadata:
      labels: { job: hello-migrate }
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      imagePullSecrets: [{ name: lounge-registry }]
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: migrate
          image: hello
          command: ${command}
          resources: { requests: { cpu: 10m, memory: 32Mi }, limits: { cpu: 100m, memory: 128Mi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
`;
}
