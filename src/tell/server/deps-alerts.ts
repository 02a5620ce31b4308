import type { Alert, AlertReason, AlertState, Delivery } from '../../base/domain.ts';

/** Which alerts, newest first; what is left out does not narrow. */
export interface AlertFilter {
  readonly state?: AlertState;
  readonly reason?: AlertReason;
  readonly taxon?: string;
  readonly from?: number;
  readonly to?: number;
  readonly after?: { readonly at: number; readonly id: string };
  readonly limit: number;
}

/** Questions about alerts. */
export interface AlertDeps {
  alerts(filter: AlertFilter): readonly Alert[];
  /** An alert with what was sent of it, oldest first; undefined where it is not known. */
  alert(id: string): { readonly alert: Alert; readonly deliveries: readonly Delivery[] } | undefined;
}
