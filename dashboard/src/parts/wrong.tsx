import { Why } from './why.tsx';

/** Why something could not be done. */
export function Wrong({ error }: { readonly error: Error | undefined }) {
  if (!error) return null;
  return (
    <p role="alert" class="wrong">
      <Why error={error} />
    </p>
  );
}
