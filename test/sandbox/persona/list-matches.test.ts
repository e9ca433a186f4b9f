// Items of Lists that find a machine or a place: those of the session in which somebody completed an Inquiry.

import { expect, test } from "vitest";
import { openDesk } from "./desk.js";

const machine = {
  ...{ ipAddress: "203.0.113.9", latitude: 60.3913, longitude: 5.3221 },
  ...{ deviceFingerprint: "dd-991", browserFingerprint: "f0a1-77" },
};

test("An address, a place and fingerprints match who comes from there, and nobody else.", async () => {
  const { source: persona, sandbox } = openDesk();
  const { lists } = persona;
  const places = (await lists.geolocations.create({ name: "Places" })).id;
  const addresses = (await lists.ipAddresses.create({ name: "Addresses" })).id;
  const browsers = (await lists.browserFingerprints.create({ name: "Browsers" })).id;
  const devices = "lst_5Dv9Jm1Rt7Hz3Lq6";
  const items = {
    // The second is 1.1 km away from where the machine is.
    near: await lists.geolocations.items.create({
      listId: places,
      latitude: 60.4012,
      longitude: 5.3221,
      radiusMeters: 1200,
    }),
    far: await lists.geolocations.items.create({
      listId: places,
      latitude: 60.4012,
      longitude: 5.3221,
      radiusMeters: 1000,
    }),
    address: await lists.ipAddresses.items.create({ listId: addresses, value: "203.0.113.9" }),
    other: await lists.ipAddresses.items.create({ listId: addresses, value: "203.0.113.10" }),
    browser: await lists.browserFingerprints.items.create({ listId: browsers, value: "F0A1-77" }),
    device: await lists.deviceFingerprints.items.create({ listId: devices, value: "dd-991" }),
  };
  const { id } = await persona.inquiries.create({ inquiryTemplateId: "itmpl_7Kd3Wp9Xn2Vb5Hs8" });
  sandbox.control.persona.completeInquiry(id, { machine });
  await sandbox.advance("1m");
  const counts = {
    near: (await lists.geolocations.items.retrieve(items.near.id)).matchCount,
    far: (await lists.geolocations.items.retrieve(items.far.id)).matchCount,
    address: (await lists.ipAddresses.items.retrieve(items.address.id)).matchCount,
    other: (await lists.ipAddresses.items.retrieve(items.other.id)).matchCount,
    browser: (await lists.browserFingerprints.items.retrieve(items.browser.id)).matchCount,
    device: (await lists.deviceFingerprints.items.retrieve(items.device.id)).matchCount,
  };
  expect(counts).toEqual({ near: 1, far: 0, address: 1, other: 0, browser: 1, device: 1 });
});
