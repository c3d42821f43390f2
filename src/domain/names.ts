import { z } from 'zod';

/** A DNS label (RFC 1123): also a Kubernetes name, a folder and a host name. */
export const DnsLabel = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be a DNS label: a-z, 0-9 and -, starting with a letter, at most 63',
  );
export const ServiceName = DnsLabel.describe('Name of a service.');
export type ServiceName = z.infer<typeof ServiceName>;
export const EnvironmentName = DnsLabel.describe('Name of an environment.');
export type EnvironmentName = z.infer<typeof EnvironmentName>;
/** `v{YYYYMMDDHHMM}` in the lounge's time zone. */
export const ReleaseTag = z.string().regex(/^v\d{12}$/);
export type ReleaseTag = z.infer<typeof ReleaseTag>;
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
export type Digest = z.infer<typeof Digest>;
export const CommitHash = z.string().regex(/^[0-9a-f]{40,64}$/);
export type CommitHash = z.infer<typeof CommitHash>;
