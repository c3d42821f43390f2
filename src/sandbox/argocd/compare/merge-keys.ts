/** The fields by which Kubernetes tells the items of its lists apart (patchMergeKey); other lists are replaced whole. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ports: ['containerPort', 'port', 'protocol'],
  ownerReferences: ['uid'],
};

/**
 * How to name an item of the list `field`, or undefined where the list is replaced whole: no such list, an item that
 * is no object, or two that would have one name.
 */
export function mergeNames(
  field: string,
  ...lists: readonly (readonly unknown[])[]
): ((item: unknown) => string) | undefined {
  const keys = Object.hasOwn(MERGE_KEYS, field) ? MERGE_KEYS[field] : undefined;
  if (!keys) return undefined;
  const nameOf = (item: unknown) => JSON.stringify(keys.map((key) => valueOf(item, key)));
  for (const list of lists) {
    if (list.some((item) => typeof item !== 'object' || item === null)) return undefined;
    if (new Set(list.map(nameOf)).size !== list.length) return undefined;
  }
  return nameOf;
}

function valueOf(item: unknown, key: string): unknown {
  const value = (item as Record<string, unknown>)[key];
  return key === 'protocol' ? (value ?? 'TCP') : value;
}
