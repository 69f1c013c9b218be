-- The two roles of ADR 5, made once when the database is made. Passwords come from the environment of compose.
\getenv eigenaar_wachtwoord EIGENAAR_WACHTWOORD
\getenv app_wachtwoord APP_WACHTWOORD
CREATE ROLE portaal_eigenaar LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'eigenaar_wachtwoord';
CREATE ROLE portaal_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_wachtwoord';
ALTER DATABASE portaal OWNER TO portaal_eigenaar;
\connect portaal
ALTER SCHEMA public OWNER TO portaal_eigenaar;
GRANT USAGE ON SCHEMA public TO portaal_app;
ALTER DEFAULT PRIVILEGES FOR ROLE portaal_eigenaar GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portaal_app;
ALTER DEFAULT PRIVILEGES FOR ROLE portaal_eigenaar GRANT USAGE, SELECT ON SEQUENCES TO portaal_app;
