// The source organization's past: Verifications of kinds that no Inquiry of the sandbox makes, Lists
// of kinds that only the dashboard makes, and the log of what users did there.

import { environmentOf, organizationIds, productionOfNorthfold } from "./organizations.js";
import type { SeededResource } from "./types.js";

const environment = environmentOf(organizationIds.northfold);

/** Verifications by their kind, and what each of them says beside what all of them do. */
const verifications: Readonly<Record<string, { readonly id: string; readonly says: object }>> = {
  aamva: {
    id: "ver_1Zm5Kc9Vt3Hb7Qx2",
    says: {
      ...{ "name-first": "Oda", "name-last": "Brekke", birthdate: "1984-01-30", "issue-date": "2021-05-04" },
      ...{ "expiration-date": "2029-05-04", "address-postal-code": "97201", "issuing-authority": "OR" },
      "identification-number": "B5512008",
    },
  },
  database: { id: "ver_5Kq8Zt2Wn7Rb4Xm1", says: { "name-first": "Oda", "name-last": "Brekke" } },
  "database-ecbsv": { id: "ver_2Bn6Ld1Wr4Jc8Ty3", says: { "name-first": "Oda", "name-last": "Brekke" } },
  "database-phone-carrier": { id: "ver_3Cp7Me2Xs5Kd9Vz4", says: { "phone-number": "+4740612233" } },
  "database-serpro": { id: "ver_4Dq8Nf3Yt6Le1Wb5", says: {} },
  "database-standard": { id: "ver_5Er9Pg4Zv7Mf2Xc6", says: { "name-first": "Oda", "name-last": "Brekke" } },
  "database-tin": { id: "ver_6Fs1Qh5Bw8Ng3Yd7", says: {} },
  document: { id: "ver_7Gt2Rj6Cx9Ph4Ze8", says: {} },
  "email-address": { id: "ver_8Hv3Sk7Dz1Qj5Bf9", says: { "email-address": "oda.brekke@post.example" } },
  "government-id-nfc": { id: "ver_1Kx5Vm9Gc3Sl7Dh2", says: {} },
  "phone-number": { id: "ver_2Ly6Wn1Hd4Tm8Fj3", says: { "phone-number": "+4740612233" } },
};

/** `now` is in milliseconds since 1970. */
export function seededEarlier(now: number): readonly SeededResource[] {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();
  const stamps = (name: string, days: number) => ({
    [`${name}-at`]: ago(days),
    [`${name}-at-ts`]: Math.floor(Date.parse(ago(days)) / 1000),
  });
  const log = (id: string, days: number, method: string, path: string, more: object = {}): SeededResource => ({
    ...{ collection: "user-audit-log", id, account: productionOfNorthfold },
    attributes: {
      ...{ path, method, "get-params": {}, "post-params": {}, "ip-address": "198.51.100.23" },
      ...{ "user-agent": "Mozilla/5.0", "response-status": 200, "created-at": ago(days) },
      ...{ "impersonator-email-address": null, ...more },
    },
    relationships: {
      user: { data: { type: "user", id: "user_RAM79eoqhcLSBYUzm7UgSEK9" } },
      "user-session": { data: { type: "user-session", id: "uses_6Jc2Xw9Tr4Nk8Vz1" } },
    },
  });
  return [
    ...Object.entries(verifications).map(
      ([kind, { id, says }]): SeededResource => ({
        ...{ collection: `verification/${kind}`, id, account: environment },
        attributes: {
          ...{ status: "passed", ...stamps("created", 90), ...stamps("submitted", 90), ...stamps("completed", 90) },
          ...{ "redacted-at": null, "country-code": "NO", tags: [], checks: [], ...says },
        },
      }),
    ),
    log("ual_2Kd7Wq5Xn9Vb3Hs6", 4, "PATCH", "/api/internal/dashboard/v1/cases/case_SPVUZgbiohnarEPKb9Cmjb5S"),
    log("ual_8Rt4Zc1Mk6Yp3Lw9", 2, "POST", "/api/internal/dashboard/v1/inquiries", {
      context: { "inquiry-id": "inq_ZLZJqkefVGbBKhH1NiCNDFTPute7tG" },
    }),
  ];
}

/** Lists of the kinds that no operation makes. */
export const seededLists = [
  { id: "lst_8Fd2Wb6Nc9Tk4Xs1", kind: "field", name: "Watched roles" },
  { id: "lst_5Dv9Jm1Rt7Hz3Lq6", kind: "device-fingerprint", name: "Watched devices" },
].map(({ id, kind, name }) => ({
  ...{ id, type: `list/${kind}`, account: environment },
  attributes: { name, status: "active", "archived-at": null },
}));
