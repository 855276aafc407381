/** A number that the server has masked; it stands in letters of one width. */
export function Masked({ value }: { readonly value: string }) {
  return <span className="mono">{value}</span>;
}
