// The organizations that are there from the start. The first two have keys; the others are partners of theirs.

export const organizationIds = {
  northfold: "org_uJpsP3d3fKjzPiam3i4KVdiu",
  harbour: "org_hCx8QAouz6735KM5Xb6TQvbt",
  quayside: "org_1BJ3QZm6nrvgBdpppZiqXXMq",
  kestrel: "org_4cnrFET5G51C9uwQJQhPhNLD",
  lockgate: "org_5smS1EyVanVxr1himm4brfcL",
  tideway: "org_ZQpXwSAvBUoJPbLSei56iuMw",
  almond: "org_6dRbYxPq2KvTz9WnLc4Mh8Js",
} as const;

export const seededOrganizations = [
  {
    id: organizationIds.northfold,
    name: "Northfold Bank",
    environmentId: "env_9F28xDZL5UFLDBXp5FvGQVKq",
    side: "source",
    keyId: "api_RgC13yN16Tjko6Cjw2d6CZAA",
    productionId: "env_7Wn3Xq9LtVc4RzMp2Kb8YhDs",
    productionKeyId: "api_4Vk9Zt2Xn7Lq5Rc8Wb3Yh6Ms",
  },
  {
    id: organizationIds.harbour,
    name: "Harbour Lending",
    environmentId: "env_4mTz7QyXo2VbNc8Ld5RkGs1W",
    side: "destination",
    keyId: "api_8Wq3Lx6Vn1Tz9Kc4Yb7Rm2Pd",
    productionId: "env_2Lc8Kt5Wq9Xn3VzRb7Mp4YhG",
    productionKeyId: "api_6Nt3Xw9Kq2Vz7Lc4Rb8Yh5Pd",
  },
  { id: organizationIds.quayside, name: "Quayside Insurance", environmentId: "env_6hJp2WcRt9DsXv4Ny8BzQf3K" },
  { id: organizationIds.kestrel, name: "Kestrel Payments", environmentId: "env_2nVq8LzXt5WcKr9Mb3YhPd7S" },
  { id: organizationIds.lockgate, name: "Lockgate Credit", environmentId: "env_8wRk3NxZv6LqTc2Pm5YbHd9J" },
  { id: organizationIds.tideway, name: "Tideway Exchange", environmentId: "env_5tLc9QwXz2NvKp7Rb4MhYd3G" },
  { id: organizationIds.almond, name: "Almond Street Mortgages", environmentId: "env_3kXz6VwNq9LtRc4Mp8YbHd2F" },
] as const;

/** The production environment of the organization that a user audit log is about. */
export const productionOfNorthfold = seededOrganizations[0].productionId;

/** The environment that an organization's objects are in. */
export function environmentOf(organizationId: string): string {
  const found = seededOrganizations.find(({ id }) => id === organizationId);
  if (found === undefined) throw new Error(`There is no organization ${organizationId} from the start.`);
  return found.environmentId;
}
