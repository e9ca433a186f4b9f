/** Two parties and what goes from one to the other. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d4f8f"/><g stroke="#fff" stroke-width="2.5" fill="none"><circle cx="9" cy="16" r="4" fill="#fff"/><path d="M14,16 H19"/><circle cx="23" cy="16" r="4"/></g></svg>`;
