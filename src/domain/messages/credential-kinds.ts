import type { LocalizedText } from './localized-text.ts';

/** What of a kubeconfig may end. */
export const CREDENTIAL_KINDS: Readonly<Record<'token' | 'certificate', LocalizedText>> = {
  token: { en: 'token', ko: '토큰' },
  certificate: { en: 'certificate', ko: '인증서' },
};
