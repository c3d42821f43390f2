/** Why a container could not be made or started: the reason that its status shows, and the message. */
export class ContainerFailure extends Error {
  /** CreateContainerConfigError, CreateContainerError, RunContainerError */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.name = 'ContainerFailure';
    this.reason = reason;
  }
}

export function configFailure(message: string): ContainerFailure {
  return new ContainerFailure('CreateContainerConfigError', message);
}
