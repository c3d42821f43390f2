import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Cluster } from '../../../ports/cluster.ts';

/** When the push was by the cluster's clock, in whole seconds as Kubernetes tells times; better once the cluster has answered. */
export function pushTime(header: ReleaseHeader, cluster: Cluster): () => number {
  const pushed = Date.parse(header.at0);
  return () => {
    const skew = cluster.skewMs?.() ?? 0;
    // A skew is known to a second.
    return Math.floor((pushed + skew - (skew === 0 ? 0 : 1000)) / 1000) * 1000;
  };
}
