import { z } from 'zod';

const Command = z.array(z.string()).min(1);

/** What the daemon is told when it is started: the options file of one sandbox. */
export const SandboxOptions = z.object({
  files: z.object({ folder: z.string(), state: z.string(), password: z.string(), kubeconfig: z.string() }),
  ports: z.object({ api: z.number(), registry: z.number(), git: z.number(), gateway: z.number() }),
  user: z.string(),
  /** Name of the repository on the git server, with `.git`. */
  repository: z.string(),
  /** Program and arguments of the process that judges every push; refused when it fails. */
  gate: Command,
  /** Refs below this prefix are pushed without being judged. */
  unjudgedRefs: z.string().optional(),
  /** Program and arguments to which a folder is appended: `kubectl kustomize`, `kustomize build`. */
  kustomize: Command,
  /** Namespace that kubectl takes when none is given, and whose Services the gateway shows. */
  namespace: z.string().default('default'),
  /** Links of the gateway lead to `<service>.<domain>.localhost`. */
  domain: z.string().default('lounge'),
});
export type SandboxOptions = z.infer<typeof SandboxOptions>;
