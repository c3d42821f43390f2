import type { BuildRequest } from '../../../ports/images.ts';
import type { Registry } from '../../../ports/registry.ts';
import type { CopySource } from './build-context.ts';
import type { Dockerfile } from './dockerfile.ts';
import type { FileStore } from './file-store.ts';
import type { StandIn } from './find-stand-in.ts';
import type { HistoryLine, ImageSettings } from './image-config.ts';
import type { ImageTree } from './image-tree.ts';
import type { Layer, LayerCache } from './layer-cache.ts';

/** What one build works with. */
export interface BuildSession {
  readonly request: BuildRequest;
  readonly dockerfile: Dockerfile;
  readonly registry: Registry;
  readonly files: FileStore;
  readonly cache: LayerCache;
  readonly context: CopySource;
  /** For RUN mounts that outlive a build. */
  readonly mountsFolder: string;
  /** Gone after the build. */
  readonly temporaryFolder: string;
  /** Time stamps in layers, seconds since the epoch. */
  readonly mtime: number;
  readonly say: (line: string) => void;
}

/** A stage while it is built: the image so far. */
export interface StageImage {
  settings: ImageSettings;
  readonly tree: ImageTree;
  readonly layers: Layer[];
  readonly history: HistoryLine[];
  /** Names all that the file system rests on; the cache key of what comes next. */
  chain: string;
  readonly args: Map<string, string>;
  /** Set when the machine's runtime stands in for the base image. */
  readonly runtime: StandIn | undefined;
  /** `node:24-alpine → node 24.21.0`, of this stage and of those it copies from. */
  readonly standIns: Set<string>;
  /** The image as FROM names it, for messages. */
  readonly base: string;
  hasOwnCommand: boolean;
}
