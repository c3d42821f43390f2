import { isPlaceholder } from './is-placeholder.ts';

const ADDRESS =
  /\b(postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|sqlserver|clickhouse|https?|ftp|smtps?):\/\/([^\s:@/'"`<>]{0,128}):([^\s@/'"`<>]{1,256})@([^\s/'"`<>:]{1,253})/g;
const ORDINARY = new Set([
  'password',
  'pass',
  'secret',
  'user',
  'postgres',
  'root',
  'guest',
  'test',
  'pw',
  'pwd',
  'admin',
  '비밀번호',
]);

/** Addresses with a user and a password that is not a placeholder. */
export function findConnectionStrings(text: string): readonly { readonly scheme: string; readonly index: number }[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(ADDRESS)].flatMap((match) => {
    const [, scheme = '', user = '', password = '', host = ''] = match;
    const isLocal = /^(localhost|127\.0\.0\.1|.*\.?example(\.(com|org|net))?)$/.test(host);
    if (isPlaceholder(password) || ORDINARY.has(password.toLowerCase()) || (isLocal && password === user)) return [];
    return [{ scheme, index: match.index }];
  });
}
