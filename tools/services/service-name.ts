/** The three services, in the order in which they are started. */
export const SERVICE_NAMES = ['config-service', 'dispatcher', 'delivery-worker'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
