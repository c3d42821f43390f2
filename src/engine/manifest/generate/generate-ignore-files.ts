import { LOCAL_ENGINE } from '../../../domain/local-engine.ts';

/** `.gitignore` of a lounge. Every pattern stands on its own line, with a line break at the end. */
export function generateGitignore(): string {
  return `# Secrets stay on this machine.
.env
.env.*
!.env.example
*.pem
*.key
*.kubeconfig

# State of the ${LOCAL_ENGINE} and of releases.
.lounge/

# What is built or fetched is not committed.
node_modules/
dist/
build/
.next/
__pycache__/
*.pyc
.venv/
coverage/
*.log
.DS_Store
`;
}

/** `.dockerignore` of a lounge and of each service: nothing here belongs into an image. */
export function generateDockerignore(): string {
  return `.git
.env
.env.*
!.env.example
*.pem
*.key
*.log
node_modules
dist
__pycache__
.venv
coverage
service.yaml
Dockerfile
.dockerignore
`;
}
