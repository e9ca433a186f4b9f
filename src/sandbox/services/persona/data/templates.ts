// Templates of Inquiries with their versions, and Workflows: made in the dashboard, the same for every organization.

import type { SeededResource } from "./types.js";

const mara = "mara.lind@northfold.example";

interface Template {
  readonly id: string;
  readonly versionId: string;
  readonly name: string;
}

const templates: readonly Template[] = [
  { id: "itmpl_Xk7Wz3Nq9LtRc4VpMb2Yh8Ds", versionId: "itmplv_Lz4Nq8Xk2WcRt6VpMb9Yh3Ds", name: "Address and identity" },
  { id: "itmpl_7Kd3Wp9Xn2Vb5Hs8", versionId: "itmplv_3Qc8Tn5Wy1Hk6Zr9", name: "Government ID and selfie" },
];

const firstTexts = [
  {
    ...{ step: "start", "step-display-name": "Start", component: "title", "attribute-name": "text" },
    "locale-values": [{ locale: "en", value: "Let us get to know you" }],
  },
];

/** The oldest first; `now` is in milliseconds since 1970. */
export function seededTemplates(now: number): readonly SeededResource[] {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();
  return [
    ...templates.flatMap(({ id, versionId, name }): readonly SeededResource[] => [
      {
        ...{ collection: "inquiry-template", id },
        attributes: {
          ...{ name, status: "active", "embedded-flow-domain-allowlist": [], "hosted-flow-subdomains": [] },
          ...{ "hosted-flow-redirect-uri-schemes": ["https"], "field-schemas": [] },
        },
        relationships: { "latest-published-version": { data: { type: "inquiry-template-version", id: versionId } } },
      },
      {
        ...{ collection: "inquiry-template-version", id: versionId },
        attributes: {
          ...{ "name-display": name, description: null, status: "published", live: true, "last-updater": mara },
          ...{ "enabled-locales": ["en"], "created-at": ago(220), "updated-at": ago(210), "published-at": ago(210) },
        },
        relationships: { "inquiry-template": { data: { type: "inquiry-template", id } } },
        hidden: { translations: firstTexts },
      },
    ]),
    {
      ...{ collection: "workflow-version", id: "wfv_2Rn8Xc5Kt9Vq3Hz7" },
      attributes: {
        ...{
          "workflow-name": "Review an Account",
          description: null,
          status: "published",
          "trigger-type": "trigger-api",
        },
        ...{ live: true, "rollout-label": null, "rollout-percentage": null, "last-updater": mara, outputs: [] },
        inputs: [{ name: "account_id", type: "string", required: true }],
        ...{ "created-at": ago(150), "updated-at": ago(149), "published-at": ago(149) },
      },
      relationships: { workflow: { data: { type: "workflow", id: "wfl_5Zc9Tm2Xk7Rv4Hd8" } } },
    },
  ];
}
