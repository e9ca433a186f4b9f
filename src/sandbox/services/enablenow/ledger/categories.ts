// The purposes of transactions, as a categorization finds them.

import type { TransactionCategory } from "../../../../../generated/enablenow/types/transaction-category.js";

const named = (code: string, l1Name: string, l2Name: string, l3Name: string): TransactionCategory => ({
  ...{ l0Name: "Retail", l1Name, l2Name, l3Name, code },
});

export const categories = {
  salary: named("R010101", "Inflows", "Income", "Fixed income"),
  holidayPay: named("R010102", "Inflows", "Income", "Holiday allowance"),
  benefit: named("R010201", "Inflows", "Benefits", "Healthcare allowance"),
  freelance: named("R010103", "Inflows", "Income", "Variable income"),
  interest: named("R010301", "Inflows", "Capital", "Interest"),
  fromOwn: named("R010401", "Inflows", "Own accounts", "Savings deposit"),
  rent: named("R020101", "Outflows", "Housing", "Rent"),
  energy: named("R020102", "Outflows", "Housing", "Energy"),
  health: named("R020201", "Outflows", "Insurance", "Health insurance"),
  groceries: named("R020301", "Outflows", "Living", "Groceries"),
  eatingOut: named("R020302", "Outflows", "Living", "Eating out"),
  shopping: named("R020303", "Outflows", "Living", "Shopping"),
  transport: named("R020401", "Outflows", "Transport", "Public transport"),
  fuel: named("R020402", "Outflows", "Transport", "Fuel"),
  telecom: named("R020501", "Outflows", "Subscriptions", "Telecom"),
  media: named("R020502", "Outflows", "Subscriptions", "Media"),
  saving: named("R020601", "Outflows", "Own accounts", "Savings"),
} as const;

export type Category = keyof typeof categories;
