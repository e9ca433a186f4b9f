// Objects that only the dashboard makes: types of Accounts and Transactions, Workflows and templates.
// The ids are those of the spec's examples.

export interface SeededResource {
  /** Name of its collection. */
  readonly collection: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
  /** Whose it is. Default: everybody's. */
  readonly account?: string;
  readonly hidden?: Record<string, unknown>;
}

const config = {
  ...{ required: false, "archived-at": null, "deactivated-at": null, "source-key-path": null },
  ...{ "redaction-policy": "none", "write-policy": "none" },
};
const text = (key: string, label: string) => ({
  ...{ type: "string", key, label, "default-value": null },
  config: { ...config, "max-char-length": 255, sanitize: [] },
});

export const seededTypes: readonly SeededResource[] = [
  {
    ...{ collection: "account-type", id: "acttp_3Hm8Qz5Wr1Yc7Kx4" },
    attributes: { name: "User", "field-schemas": [text("phone_number", "Phone number")] },
  },
  {
    ...{ collection: "transaction-type", id: "txntp_8Zk3Lw6Vd1Qn4Rx7" },
    attributes: { name: "Wire transfer", "field-schemas": [text("currency", "Currency")] },
  },
];
