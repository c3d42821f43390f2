/** Whether two git addresses name the same repository, whatever the protocol, the login and a final `.git`. */
export function sameRepository(left: string, right: string): boolean {
  return normalise(left) === normalise(right);
}

function normalise(url: string): string {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url);
  const plain = scp ? `${scp[1]}/${scp[2]}` : url.replace(/^[a-z+]{2,10}:\/\//i, '').replace(/^[^/@]{1,300}@/, '');
  const slash = plain.indexOf('/');
  const host = slash < 0 ? plain : plain.slice(0, slash);
  const path = slash < 0 ? '' : plain.slice(slash);
  return `${host.toLowerCase().replace(/:(22|443)$/, '')}${path.replace(/\/+$/, '').replace(/\.git$/, '')}`;
}
