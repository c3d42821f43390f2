/** The desired state cannot be had; the message goes into the Application's ComparisonError. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
