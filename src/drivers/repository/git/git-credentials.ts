import { redact, registerSecret } from '../../../platform/redact.ts';

export interface GitCredentials {
  readonly username: string;
  readonly password: string;
}

/** A constant: the values come from the environment of git, which only this user can read, never from an argument. */
const HELPER =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$LOUNGE_GIT_USERNAME" "$LOUNGE_GIT_PASSWORD"; }; f';

/** Configuration and environment by which git logs in at this remote, and nowhere else (a redirect to another host gets nothing). */
export function credentialSettings(
  url: string,
  credentials: GitCredentials | undefined,
): {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly shownUrl: string;
} {
  const shownUrl = redact(url);
  const origin = originOf(url);
  if (credentials === undefined || origin === undefined) return { args: [], environment: {}, shownUrl };
  registerSecret(credentials.password);
  return {
    args: ['-c', 'credential.helper=', '-c', `credential.${origin}.helper=${HELPER}`],
    environment: {
      LOUNGE_GIT_USERNAME: oneLine(credentials.username),
      LOUNGE_GIT_PASSWORD: oneLine(credentials.password),
    },
    shownUrl,
  };
}

function originOf(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).origin;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, '');
}
