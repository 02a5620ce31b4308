/** A sentence of the box, which speaks English whatever the page speaks. */
export function Told({ children }: { readonly children: string | undefined }) {
  return children ? <span lang="en">{children}</span> : null;
}
