import type { Isolation } from '../../../../platform/isolation/detect-isolation.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { HostNetwork } from './host-network.ts';
import { OwnNetwork, type OwnNetworkOptions } from './own-network.ts';
import type { PodNetwork } from './pod-network.ts';
import { relayTables } from './relay-tables.ts';

export interface NetworkOptions extends Omit<OwnNetworkOptions, 'mode'> {
  readonly isolation: Isolation;
  readonly store: ObjectStore;
  /** `host` asks for the machine's loopback even where a network of its own is possible. */
  readonly network?: 'own' | 'host';
}

/** The best network that this machine can give; `reason` says what is missing. */
export async function openNetwork(options: NetworkOptions): Promise<PodNetwork> {
  const { mode } = options.isolation;
  if (mode === undefined) return new HostNetwork('pods are plain processes.');
  if (options.network === 'host') return new HostNetwork('asked for.');
  try {
    const own = await OwnNetwork.open({ ...options, mode });
    return following(own, options.store);
  } catch (error) {
    return new HostNetwork(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Keeps the relay's tables as the API says, however often that changes once a turn of the loop. */
function following(own: OwnNetwork, store: ObjectStore): PodNetwork {
  let isPlanned = false;
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      own.tell(relayTables(store));
    });
  };
  const stops = ['Service', 'EndpointSlice'].map((kind) => store.watch(kind, plan));
  plan();
  return {
    resolverOf: (namespace) => own.resolverOf(namespace),
    attach: async (pod) => await own.attach(pod),
    stop: async () => {
      for (const stop of stops) stop();
      await own.stop();
    },
  };
}
