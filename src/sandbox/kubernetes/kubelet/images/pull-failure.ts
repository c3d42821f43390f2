/** Why an image could not be had, in containerd's words. */
export class PullFailure extends Error {
  /** ErrImagePull, InvalidImageName, ErrImageNeverPull, … */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.name = 'PullFailure';
    this.reason = reason;
  }
}

/** `rpc error: code = NotFound desc = failed to pull and unpack image "…": …` */
export function pullFailure(
  code: 'NotFound' | 'Unknown' | 'FailedPrecondition',
  reference: string,
  why: string,
): PullFailure {
  const message = `rpc error: code = ${code} desc = failed to pull and unpack image "${reference}": ${why}`;
  return new PullFailure('ErrImagePull', message);
}
