import { z } from 'zod';
import { parseImageReference } from './image-reference.ts';
import { ServiceName } from './names.ts';

/** The tag is for people, the digest is what runs. */
function isPinned(text: string): boolean {
  const image = parseImageReference(text);
  return image?.tag !== undefined && image.digest !== undefined;
}

const HttpCheck = z.strictObject({
  path: z.string().startsWith('/'),
  status: z.number().int().min(100).max(599).default(200),
  contains: z.string().max(500).optional().describe('Text that the body must contain.'),
  assets: z.boolean().default(false).describe('Also load every script, style sheet and image that the page names.'),
});
export type HttpCheck = z.infer<typeof HttpCheck>;

/** `apps/<service>/service.yaml`: what a service says about itself. */
export const ServiceSpec = z.strictObject({
  name: ServiceName,
  description: z.string().max(300).default(''),
  kind: z.enum(['Deployment', 'StatefulSet', 'CronJob', 'Job']).default('Deployment'),
  image: z
    .string()
    .refine((text) => isPinned(text), 'must be <registry>/<repository>:<tag>@sha256:<digest>')
    .optional()
    .describe('An image of others that is run as it is: nothing is built.'),
  port: z.number().int().min(1).max(65535).default(8080).describe('Port that the container listens on.'),
  servicePort: z.number().int().min(1).max(65535).default(80),
  replicas: z.number().int().min(0).max(100).default(1),
  health: z
    .strictObject({
      protocol: z
        .enum(['http', 'tcp'])
        .default('http')
        .describe('tcp: there is no health path to ask; ready pods behind the Service are what proves it.'),
      path: z.string().startsWith('/').default('/health'),
      echoesTag: z.boolean().default(true).describe('The health path answers JSON whose `version` is the release tag.'),
    })
    .prefault({}),
  needs: z
    .array(ServiceName)
    .max(10)
    .default([])
    .describe('Services that must run for this one to come up, like its database; a rehearsal brings them along.'),
  checks: z.array(HttpCheck).max(50).default([]).describe('What a rehearsal asks of the running service.'),
  secrets: z
    .record(
      z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/),
      z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).min(1),
    )
    .default({})
    .describe('Secrets by name, each a list of variables of .env.'),
  logErrorPatterns: z.array(z.string().max(200)).optional().describe('Instead of the policy’s.'),
  exposed: z.boolean().default(false),
});
export type ServiceSpec = z.infer<typeof ServiceSpec>;
