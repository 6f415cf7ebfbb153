/** A PostgreSQL database for one server, made in the instance that BRANCHBOOK_TEST_DATABASE_URL leads to. */
import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** @returns {Promise<{ url: string, drop: () => Promise<void> }>} */
export async function createDatabase() {
  const maintenance = process.env.BRANCHBOOK_TEST_DATABASE_URL;
  if (!maintenance) {
    throw new Error('BRANCHBOOK_TEST_DATABASE_URL is not set: eval "$(scripts/test-services.sh start)"');
  }
  const name = `branchbook_e2e_${randomBytes(6).toString("hex")}`;
  const run = async (/** @type {string} */ statement) => {
    const sql = postgres(maintenance, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(maintenance);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
