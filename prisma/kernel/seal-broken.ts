/**
 * A sealed value that cannot be opened where it stands (S13): it was changed, or it belongs to another place, or its key
 * is missing.
 */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}
