import type { Clock } from '../../../../platform/clock.ts';
import type { Isolation } from '../../../../platform/isolation/detect-isolation.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import type { Images } from '../images/images.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import type { ProcessRecords } from '../process-records.ts';
import type { BackOffOptions } from './back-off.ts';

/** What every pod of the node works with. */
export interface NodeContext {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly nodeName: string;
  readonly hostIp: string;
  /** Pods have a folder each below it, named by uid. */
  readonly podsFolder: string;
  /** Begins the names of this node's control groups. */
  readonly groupPrefix: string;
  readonly isolation: Isolation;
  readonly images: Images;
  readonly network: PodNetwork;
  readonly processes: ProcessRecords;
  readonly backOff: BackOffOptions;
}
